# The service with its browser application. Build: docker build -t benchdog .

FROM node:24-bookworm-slim AS application
WORKDIR /source/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
# Tests are compiled with what they test, and read the vectors that both languages share.
COPY schemas ../schemas
COPY frontend ./
RUN npm run build

FROM python:3.11-slim-bookworm AS wheel
WORKDIR /source
RUN pip install --no-cache-dir build==1.3.0
COPY pyproject.toml README.md ./
COPY backend backend
COPY --from=application /source/backend/benchdog/static backend/benchdog/static
RUN python -m build --wheel --outdir /wheel

FROM python:3.11-slim-bookworm
# By number: a cluster that wants nobody to be root believes numbers only.
RUN useradd --system --create-home --uid 10001 benchdog && install -d -m 0700 -o benchdog /data
COPY requirements.lock /tmp/requirements.lock
COPY --from=wheel /wheel /wheel
# The lock holds the developers' tools too, so it serves as constraints: what is installed has its versions.
# Traces and Sentry are in it, and off until a setting asks for them.
RUN sed 's/ *\\$//; /^ *--hash/d' /tmp/requirements.lock > /tmp/constraints.txt \
    && pip install --no-cache-dir --constraint /tmp/constraints.txt "$(echo /wheel/*.whl)[otel,sentry]"
USER 10001
ENV BENCHDOG_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["benchdog"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
