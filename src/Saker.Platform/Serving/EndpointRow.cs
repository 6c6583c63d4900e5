using System.Text;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Serving;

/// <summary>An endpoint as its table holds it.</summary>
internal sealed record EndpointRow
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    public long Version { get; init; }

    public long DeployedAt { get; init; }

    public string? Settings { get; init; }

    public string? PreviousModel { get; init; }

    public long? PreviousVersion { get; init; }

    public string? Follows { get; init; }

    public string? Split { get; init; }

    public Endpoint ToEndpoint() => new()
    {
        Name = Name,
        Model = Model,
        Version = (int)Version,
        Follows = Follows,
        DeployedAt = DateTimeOffset.FromUnixTimeMilliseconds(DeployedAt),
        Previous = PreviousModel is { } model && PreviousVersion is { } version ? new PreviousVersion(model, (int)version) : null,
        Settings = Settings is { } settings ? EndpointSettingsText.ReadJson(Encoding.UTF8.GetBytes(settings)) : EndpointSettings.Default,
        Split = Split is { } split ? SplitText.Read(split) : null,
    };
}
