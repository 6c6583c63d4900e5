using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour;

/// <summary>The model that a suite is run on, with what rows come from.</summary>
public sealed record BehaviourSubject
{
    public required IModel Model { get; init; }

    /// <summary>Real rows, with every input of the model; null for none.</summary>
    public Table? Rows { get; init; }

    /// <summary>The profile of the training rows: made numbers then follow it; null to make them evenly over the range that training saw.</summary>
    public Profile? Profile { get; init; }
}
