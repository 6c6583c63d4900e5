namespace Saker.Learning.Behaviour;

/// <summary>What became of a behaviour test.</summary>
public enum BehaviourOutcome
{
    Passed,

    /// <summary>It does not hold, and only a warning was asked for.</summary>
    Warned,

    Failed,
}
