namespace Saker.Platform.Monitoring.Capture;

/// <summary>Says what is captured of an endpoint's requests. Thread-safe; asked every second or so for endpoints with requests, never while one is answered. What was captured waits for the answer, so that it is to be given at once.</summary>
public interface ICapturePolicy
{
    /// <summary>What to capture from now on.</summary>
    ValueTask<CaptureScope> GetAsync(string endpoint, CancellationToken cancellationToken);
}
