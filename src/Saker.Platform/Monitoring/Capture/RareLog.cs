namespace Saker.Platform.Monitoring.Capture;

/// <summary>Keeps what happens often from being logged more than once a minute. For one thread.</summary>
internal sealed class RareLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public bool IsDue(DateTimeOffset now)
    {
        if (now < _next)
            return false;
        _next = now + Pause;
        return true;
    }
}
