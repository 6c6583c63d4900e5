namespace Saker.Learning.Explanation;

/// <summary>What attributions are measured in.</summary>
public enum ExplainedUnit
{
    /// <summary>Log odds of the positive class: the model's margin before the sigmoid. Base plus attributions, put through the sigmoid, is the probability.</summary>
    LogOdds,

    /// <summary>Probability itself: attributions are points of probability.</summary>
    Probability,

    /// <summary>The unit of the model's output: of the target for a regression, else the raw score of a class.</summary>
    Value,
}
