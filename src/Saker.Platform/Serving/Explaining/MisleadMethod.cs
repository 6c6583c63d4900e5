namespace Saker.Platform.Serving.Explaining;

/// <summary>How inputs are moved to where a network errs.</summary>
public enum MisleadMethod
{
    /// <summary>Several small steps that stay within the bounds (Madry et al. 2018, PGD).</summary>
    ProjectedGradient,

    /// <summary>One step of the whole bound (Goodfellow et al. 2015, FGSM).</summary>
    FastGradientSign,
}
