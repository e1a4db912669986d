/* Speaking an answer (career_copilot/ui/speaking.py): the microphone, what was recorded, and its way to text.

The recording stays in the tab until it is sent. What comes back goes into the field of the answer once in each tab. */
import { useEffect, useRef, useState } from "react";

const LONGEST = 600; // seconds
const BITS = 32000; // a second: speech stays clear, ten minutes are 2.4 MB
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const INSECURE = "Browsers give the microphone to https pages and to this machine (localhost) only. Type the answer, or open this page over https.";
const UNABLE = "This browser cannot record sound. Type the answer instead.";
const TROUBLES = {
  NotAllowedError: "The microphone is not allowed here. Allow it in the browser's settings of this page, then try again.",
  NotFoundError: "No microphone was found. Connect one, then try again.",
  NotReadableError: "Another program uses the microphone. Close it there, then try again.",
};
const LEAVING = "Your recording is in this tab only. Leave the page without it?";
const LOST = "The recording could not be sent. It is still here: try again.";

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/* Sound as it comes in: a recorder with its level, stopped whatever happens. */
function listen(stream, onLevel, onDone) {
  const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
  const pieces = [];
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const wave = new Uint8Array(analyser.fftSize);
  context.createMediaStreamSource(stream).connect(analyser);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(wave);
    onLevel(Math.min(1, Math.max(...wave.map((each) => Math.abs(each - 128))) / 96));
  }, 80);
  const end = () => {
    clearInterval(timer);
    context.close();
    stream.getTracks().forEach((track) => track.stop());
  };
  recorder.ondataavailable = (event) => event.data.size && pieces.push(event.data);
  recorder.onstop = () => {
    end();
    onDone(new Blob(pieces, { type: recorder.mimeType }));
  };
  recorder.start(1000);
  return {
    stop: () => recorder.state !== "inactive" && recorder.stop(),
    discard: () => {
      recorder.onstop = null;
      if (recorder.state === "inactive") return; // it was stopped, and has ended all
      recorder.stop();
      end();
    },
  };
}

/* Once in each tab, behind what stands there. */
function useTranscript(id, text, field) {
  useEffect(() => {
    const target = document.getElementById(field);
    const mark = `spoken ${id}`;
    if (!text || !target || sessionStorage.getItem(mark)) return;
    const kept = target.value || sessionStorage.getItem(`practice ${target.dataset.keptAs}`) || "";
    sessionStorage.setItem(mark, "1");
    target.value = [kept.trim(), text].filter(Boolean).join("\n\n");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  }, [id, text, field]);
}

export function Speaking({ asked, field, spoken, onAgain, onDiscard }) {
  const [phase, setPhase] = useState("idle"); // asking, recording, recorded, sending
  const [trouble, setTrouble] = useState("");
  const [seconds, setSeconds] = useState(0);
  const [sound, setSound] = useState(null);
  const meter = useRef(null);
  const taking = useRef(null);
  const next = useRef(null);
  useTranscript(spoken.id, spoken.text, field);
  useEffect(() => () => taking.current?.discard(), []);
  useEffect(() => () => sound && URL.revokeObjectURL(sound.url), [sound]);
  useEffect(() => {
    if (phase !== "recording") return undefined;
    const began = Date.now();
    const timer = setInterval(() => {
      const passed = Math.floor((Date.now() - began) / 1000);
      setSeconds(passed);
      if (passed >= LONGEST) taking.current.stop();
    }, 250);
    return () => clearInterval(timer);
  }, [phase]);
  useEffect(() => {
    if (phase !== "recording" && phase !== "recorded") return undefined;
    next.current?.focus();
    const warn = (event) => event.preventDefault(); // it is in this tab only
    const ask = (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.target === "_blank" || event.ctrlKey || event.metaKey || window.confirm(LEAVING)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", ask, true);
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", ask, true);
    };
  }, [phase]);

  const record = async () => {
    setTrouble("");
    if (!window.isSecureContext) return setTrouble(INSECURE);
    if (!navigator.mediaDevices || !window.MediaRecorder) return setTrouble(UNABLE);
    setPhase("asking");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const shown = (level) => meter.current && (meter.current.value = level);
      taking.current = listen(stream, shown, (blob) => {
        setSound({ blob, url: URL.createObjectURL(blob) });
        setPhase("recorded");
      });
      setSeconds(0);
      setPhase("recording");
    } catch (error) {
      setTrouble(TROUBLES[error.name] || UNABLE);
      setPhase("idle");
    }
    return undefined;
  };
  const drop = () => {
    taking.current?.discard();
    setSound(null);
    setPhase("idle");
  };
  const send = async () => {
    setPhase("sending");
    setTrouble("");
    try {
      const answer = await fetch(`/api/spoken-answers?${new URLSearchParams(asked)}`, {
        method: "POST", headers: { "content-type": sound.blob.type }, body: sound.blob,
      });
      if (!answer.ok) throw new Error((await answer.text()).slice(0, 300));
      drop();
    } catch (error) {
      setTrouble(error instanceof TypeError ? LOST : error.message);
      setPhase("recorded");
    }
  };

  const under_way = ["queued", "running", "waiting"].includes(spoken.state);
  const button = (text, act, kind = "", more = {}) => (
    <button type="button" className={`button ${kind}`} onClick={act} {...more}>{text}</button>
  );
  return (
    <div className="speaking" data-hearing={under_way || undefined}>
      {phase === "idle" && !under_way && spoken.state !== "failed" && (
        <div className="form-tools">{button(spoken.state === "done" ? "Say more" : "Speak the answer", record)}</div>
      )}
      {phase === "asking" && <p role="status">The browser asks whether this page may use the microphone.</p>}
      {phase === "recording" && (
        <>
          <p className="speaking-live">
            <span className="speaking-dot" aria-hidden="true" /> Recording{" "}
            <span role="timer" aria-label="Recorded">{clock(seconds)}</span>
            <meter ref={meter} min="0" max="1" aria-label="Level of the microphone" />
          </p>
          <div className="form-tools">
            {button("Stop", () => taking.current.stop(), "primary", { ref: next })}
            {button("Discard", drop)}
          </div>
        </>
      )}
      {(phase === "recorded" || phase === "sending") && (
        <>
          <audio controls src={sound.url} aria-label="Your recording" />
          <div className="form-tools">
            {button(phase === "sending" ? "Sending …" : "Make it text", send, "primary", { ref: next, disabled: phase === "sending" })}
            {phase === "recorded" && button("Record again", record)}
            {phase === "recorded" && button("Discard", drop)}
          </div>
        </>
      )}
      {trouble && <p role="alert" className="message error">{trouble}</p>}
      <p role="status" className={spoken.words ? "quiet-text" : "visually-hidden"}>{spoken.words}</p>
      {phase === "idle" && spoken.state === "failed" && (
        <div className="form-tools">
          {spoken.kept && button("Try again", () => onAgain(spoken.id), "primary")}
          {button("Record again", record)}
          {button("Discard the recording", () => onDiscard(spoken.id))}
        </div>
      )}
      {under_way && <div className="form-tools">{button("Discard the recording", () => onDiscard(spoken.id))}</div>}
    </div>
  );
}
