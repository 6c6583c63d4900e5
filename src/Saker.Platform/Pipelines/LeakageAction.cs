namespace Saker.Platform.Pipelines;

/// <summary>What becomes of a run in whose data the leakage screen finds something.</summary>
public enum LeakageAction
{
    /// <summary>It is told, and the run goes on.</summary>
    Warn,

    /// <summary>The run ends before anything is trained.</summary>
    Fail,

    /// <summary>Nothing is looked at.</summary>
    Off,
}
