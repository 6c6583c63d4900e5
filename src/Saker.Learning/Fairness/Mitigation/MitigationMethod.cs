namespace Saker.Learning.Fairness.Mitigation;

/// <summary>How unevenness is taken out of a model.</summary>
public enum MitigationMethod
{
    /// <summary>Before: rows are weighed so that label and group are independent (Kamiran and Calders 2012). What is fitted then is what is served.</summary>
    Reweighing,

    /// <summary>After: every group has a threshold of its own (Hardt et al. 2016, without their coin). The protected column is an input of the served model.</summary>
    Thresholds,

    /// <summary>While learning: a game between the trainer and a price on the constraint (Agarwal et al. 2018). The served model is a weighted mean of members.</summary>
    ExponentiatedGradient,
}
