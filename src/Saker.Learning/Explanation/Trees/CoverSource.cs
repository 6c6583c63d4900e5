namespace Saker.Learning.Explanation.Trees;

/// <summary>Where the covers of a model's trees come from: they say what an absent feature would have been.</summary>
public enum CoverSource
{
    /// <summary>From the training rows, as the model itself records them.</summary>
    Recorded,

    /// <summary>From rows that were given as a reference.</summary>
    Counted,

    /// <summary>Of nowhere: the model records none, so each branch is taken to have sent half of its rows either way.</summary>
    Halves,
}
