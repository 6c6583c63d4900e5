using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Dashboard.Serving.Detail;

/// <summary>A version that answers, or may answer, requests to an endpoint.</summary>
/// <param name="Model">The registered model.</param>
/// <param name="Version">Its number.</param>
/// <param name="Part">What it is to the endpoint: <c>serves</c>, <c>control</c>, <c>candidate</c>, <c>shadow</c>, <c>wanted</c>, <c>before</c>, or <c>earlier</c>.</param>
/// <param name="Share">The share of requests that fall to it; null where that is not said.</param>
/// <param name="Gauges">It in this process; null where this process does not know it.</param>
/// <param name="Traffic">What its callers got under the endpoint's name; null where none asked.</param>
public sealed record ServedVersion(string Model, int Version, string Part, double? Share, VersionGauges? Gauges, VersionTrafficSnapshot? Traffic);
