namespace Saker.Data.Sources;

/// <summary>Where a file stops being CSV, and why.</summary>
/// <param name="Line">Counted from 1, the header's line.</param>
/// <param name="Field">Counted from 1; null when the whole record is at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record CsvFault(long Line, int? Field, string Message)
{
    public override string ToString() => Field is { } field
        ? FormattableString.Invariant($"line {Line}, column {field}: {Message}")
        : FormattableString.Invariant($"line {Line}: {Message}");
}
