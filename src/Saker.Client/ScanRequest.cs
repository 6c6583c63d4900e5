using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>The body of <c>POST /api/privacy/scan</c>.</summary>
/// <param name="Text">At most 1,048,576 characters.</param>
/// <param name="Types">The types that are wanted, such as <c>email</c>; absent wants all but <c>address</c>, which is found too unsurely.</param>
/// <param name="MinConfidence">Leaves out what is less sure, 0 to 1; 0.5 unless given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScanRequest(string? Text, IReadOnlyList<string>? Types = null, double? MinConfidence = null);
