namespace Saker.Learning.Explanation;

/// <summary>How attributions are computed.</summary>
public enum ExplanationMethod
{
    /// <summary>The exact method of the model's kind where there is one, else <see cref="Sampling"/>.</summary>
    Auto,

    /// <summary>Exact SHAP values of trees, path-dependent.</summary>
    Trees,

    /// <summary>Exact SHAP values of a linear model: coefficient times the distance from the mean.</summary>
    Linear,

    /// <summary>SHAP values of anything by asking it: exact for few columns, else estimated with standard errors.</summary>
    Sampling,
}
