namespace Saker.Data;

/// <summary>One thing that is wrong with an input: where, and what would be right.</summary>
/// <param name="Field">The key, column or tensor at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Row">The row at fault, where the input has rows; a file counts its data rows from 1, a request its rows from 0.</param>
public sealed record Problem(string Field, string Message, long? Row = null)
{
    /// <summary>The same problem, with the line of a file on which its field stands before it; as it is where that is not known.</summary>
    public Problem AtLine(long? line) => line is null ? this : this with { Field = $"line {line}, {Field}" };

    public override string ToString() => Row is { } row ? $"row {row}, {Field}: {Message}" : $"{Field}: {Message}";
}
