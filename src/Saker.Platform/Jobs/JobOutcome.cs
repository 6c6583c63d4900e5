namespace Saker.Platform.Jobs;

/// <summary>What became of a job's run.</summary>
public enum JobOutcome
{
    Running,

    Succeeded,

    /// <summary>It threw; the run has the reason.</summary>
    Failed,

    /// <summary>The process was told to stop; the job is begun again where a server runs.</summary>
    Stopped,

    /// <summary>The process died, or was silent for too long; another one took over.</summary>
    Lost,
}
