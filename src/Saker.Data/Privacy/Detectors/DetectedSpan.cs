namespace Saker.Data.Privacy.Detectors;

/// <summary>A stretch of a text that looks like something personal or secret.</summary>
/// <param name="Type">What it looks like, a name of <see cref="SensitiveTypes"/> or of a detector of one's own.</param>
/// <param name="Start">Its first character, counted from 0 in UTF-16 units.</param>
/// <param name="End">The character after its last.</param>
/// <param name="Confidence">How sure that is, 0 to 1: a rank that holds between types, not a calibrated probability.</param>
public readonly record struct DetectedSpan(string Type, int Start, int End, double Confidence)
{
    public int Length => End - Start;
}
