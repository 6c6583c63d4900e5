using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Learning.Models;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Serving;

/// <summary>An endpoint as the pages show it: what it should serve, what it serves, and its traffic.</summary>
public sealed record EndpointView
{
    public required EndpointStatus Status { get; init; }

    /// <summary>What the version that serves takes and gives; null when none does.</summary>
    public required Signature? Signature { get; init; }

    public required TrafficSnapshot Traffic { get; init; }

    public string Name => Status.Endpoint.Name;

    /// <summary>The state as a word in lower case.</summary>
    public string State => Status.State.ToString().ToLowerInvariant();

    /// <summary>Since when it is in that state, in UTC.</summary>
    public string Since => Time(Status.Since);

    /// <summary>What the version that answers takes in memory; empty when none does.</summary>
    public string Memory => Status.EstimatedBytes == 0 ? "" : Format.Bytes(Status.EstimatedBytes);

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}
