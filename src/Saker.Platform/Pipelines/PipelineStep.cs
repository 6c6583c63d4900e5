namespace Saker.Platform.Pipelines;

/// <summary>The steps of a pipeline run, in order.</summary>
public enum PipelineStep
{
    Check,
    Store,
    Split,
    Leakage,
    Tune,
    Compare,
    Evaluate,
    Package,
    Fairness,
    Behaviour,
    Judge,
    Register,
    Deploy,
}
