using Saker.Data;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>What the traffic of an endpoint is compared with.</summary>
public sealed record DriftReference
{
    public ReferenceKind Kind { get; init; } = ReferenceKind.Model;

    /// <summary>For <see cref="ReferenceKind.Dataset"/>: a stored dataset such as <c>churn/3</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>For <see cref="ReferenceKind.Window"/>: where it begins.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>For <see cref="ReferenceKind.Window"/>: where it ends.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>For <see cref="ReferenceKind.SameHours"/>: how many weeks back, from 1 to 12.</summary>
    public int Weeks { get; init; } = 4;

    /// <summary>Where a model brings no reference along: so many of its first rows become it, from 100 to 1,000,000.</summary>
    public int FirstRows { get; init; } = 1_000;

    /// <summary>As <see cref="ReadJson"/> reads it.</summary>
    public byte[] ToJson() => DriftSettingsText.WriteReference(this);

    /// <summary>As the settings of a monitor have it; what is not said has its default.</summary>
    /// <exception cref="SakerException">The text is no JSON object, or something in it is not possible; all of it is named.</exception>
    public static DriftReference ReadJson(ReadOnlyMemory<byte> utf8) => DriftSettingsText.ReadReference(utf8);
}
