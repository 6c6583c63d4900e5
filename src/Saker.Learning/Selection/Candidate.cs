using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>A trainer that competes.</summary>
/// <param name="Name">What tells it from the other candidates, unique among them; often the trainer's name.</param>
/// <param name="Trainer">The algorithm with its settings.</param>
public sealed record Candidate(string Name, Trainer Trainer)
{
    /// <summary>What a person reads: the trainer's title, with what tells it from others of the same trainer.</summary>
    public string Title { get; init; } = Trainer.Title;
}
