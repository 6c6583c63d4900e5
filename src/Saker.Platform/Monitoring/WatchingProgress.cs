using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Monitoring;

/// <summary>Whether watching keeps up with the requests of this process. Thread-safe.</summary>
public sealed class WatchingProgress
{
    private readonly CaptureRunner _capture;
    private readonly WindowRecorder _windows;

    internal WatchingProgress(CaptureRunner capture, WindowRecorder windows) => (_capture, _windows) = (capture, windows);

    /// <summary>What was captured, what waits, and what had to be left out.</summary>
    public CaptureStatus Capture => _capture.Status;

    /// <summary>Requests since the start that are in no window because windows could not be stored.</summary>
    public long LostWindowCount => _windows.LostCount;

    /// <summary>Of how many rows one goes into the windows; 1 while there is time for all.</summary>
    public int ThinningStep => _windows.ThinningStep;
}
