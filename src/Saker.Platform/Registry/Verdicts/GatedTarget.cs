namespace Saker.Platform.Registry.Verdicts;

/// <summary>What a version is to become that requires gates, in words for whoever is refused.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Act">What it is to do, behind "cannot": <c>become churn@champion</c>.</param>
/// <param name="Remedy">How to override.</param>
internal sealed record GatedTarget(string Model, int Version, string Act, string Remedy)
{
    public string Reference => $"{Model}/{Version}";

    /// <summary>How to have it judged.</summary>
    public string Judge { get => field ?? $"Judge it with 'saker gate {Reference} --gates FILE --data FILE' or POST /api/models/{Model}/versions/{Version}/gates"; init; }
}
