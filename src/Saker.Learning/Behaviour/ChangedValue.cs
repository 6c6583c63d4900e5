namespace Saker.Learning.Behaviour;

/// <summary>A column that differs between the two rows of a counter-example; null is a missing value.</summary>
public sealed record ChangedValue
{
    public required string Column { get; init; }

    public object? From { get; init; }

    public object? To { get; init; }

    public override string ToString() => $"{Column}: {BehaviourText.Of(From)} -> {BehaviourText.Of(To)}";
}
