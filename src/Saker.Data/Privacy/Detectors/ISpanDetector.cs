namespace Saker.Data.Privacy.Detectors;

/// <summary>
/// Finds one or more types of spans in a text. The place where a trained model of names, or a rule of one's own, is plugged in:
/// <see cref="TextScanner"/> takes any number of them besides those that Saker brings. Thread-safe; time linear in the text.
/// </summary>
public interface ISpanDetector
{
    /// <summary>What it can find.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Adds what it finds, in any order; spans may overlap.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">Words that stand for all of the text, such as the name of its column; may be empty.</param>
    /// <param name="found">Takes the spans.</param>
    void Find(string text, string context, ICollection<DetectedSpan> found);
}
