namespace Saker.Platform.Monitoring.Drift;

/// <summary>A report as its table has it: packed, or, of before, as text.</summary>
internal sealed record DriftReportRow
{
    /// <summary>What to select.</summary>
    public const string Fields = "model, report, packed";

    /// <summary>As the model is called now.</summary>
    public required string Model { get; init; }

    public required string Report { get; init; }

    public byte[]? Packed { get; init; }

    /// <exception cref="Saker.Data.SakerException">It is no report (data loss).</exception>
    public DriftEvaluation ToReport() => (Packed is { } packed ? DriftJson.Unpack(packed) : DriftJson.Read(Report)) with { Model = Model };
}
