namespace Saker.Learning.Behaviour;

/// <summary>How a model is to behave, whatever its scores: tests over rows that are made and rows that are real. <c>behaviour:</c> of a pipeline file.</summary>
public sealed record BehaviourSuite
{
    public const int DefaultMadeRows = 200;
    public const int DefaultRealRows = 500;
    public const int DefaultExamples = 3;

    /// <summary>The most tests of a suite.</summary>
    public const int MaxTests = 200;

    /// <summary>The most rows that one test may ask a model about: made and real ones, each as often as the test changes it.</summary>
    public const int MaxAskedRows = 1_000_000;

    /// <summary>At least one.</summary>
    public required IReadOnlyList<BehaviourTest> Tests { get; init; }

    /// <summary>Decides which rows are drawn and made: the same seed, model and rows give the same report, latencies aside.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many rows are made from what training saw of each input.</summary>
    public int MadeRows { get; init; } = DefaultMadeRows;

    /// <summary>How many rows are drawn from data, where there are any.</summary>
    public int RealRows { get; init; } = DefaultRealRows;

    /// <summary>How many counter-examples of a test are kept, the smallest ones.</summary>
    public int Examples { get; init; } = DefaultExamples;

    /// <summary>The output that is looked at; null for the probability, or else the first that is a number.</summary>
    public string? Output { get; init; }
}
