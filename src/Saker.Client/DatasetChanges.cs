using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>What people say of a dataset version.</summary>
/// <param name="Description">Null leaves it, an empty one removes it.</param>
/// <param name="Tags">Tags to set; those that are null go.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DatasetChanges(string? Description = null, IReadOnlyDictionary<string, string?>? Tags = null);
