namespace Saker.Learning.Behaviour;

/// <summary>A column that differs between the two rows of a counter-example; null is a missing value.</summary>
public sealed record ChangedValue(string Column, object? From, object? To)
{
    public override string ToString() => $"{Column}: {BehaviourText.Of(From)} -> {BehaviourText.Of(To)}";
}
