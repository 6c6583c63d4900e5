namespace Saker.Platform.Rollouts;

/// <summary>What a shadow that shows no harm ends with.</summary>
public enum ShadowEnd
{
    /// <summary>The control stays; the evidence is there to be read.</summary>
    Keep,

    /// <summary>The candidate serves.</summary>
    Promote,
}
