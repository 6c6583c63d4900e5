namespace Saker.Platform.Experiments;

/// <summary>The life of a run.</summary>
public enum RunStatus
{
    Running,
    Scheduled,
    Finished,
    Failed,

    /// <summary>Its process ended before the run did.</summary>
    Killed,
}
