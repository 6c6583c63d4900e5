namespace Saker.Platform.Monitoring.Drift;

/// <summary>Where a reference comes from.</summary>
public enum ReferenceKind
{
    /// <summary>What the model was trained on and answered then; the first rows it served, where it brings neither along.</summary>
    Model,

    /// <summary>The endpoint's traffic of a chosen time.</summary>
    Window,

    /// <summary>A stored dataset.</summary>
    Dataset,

    /// <summary>The same hours of the week, in the weeks before.</summary>
    SameHours,
}
