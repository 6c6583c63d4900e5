using System.Text.Json.Serialization;

namespace Saker.Client;

/// <summary>How a trial does at a step: the body of <c>POST /api/studies/{name}/trials/{number}/report</c>.</summary>
/// <param name="Step">How far it is, from 1.</param>
/// <param name="Value">The objective as far as it is known; NaN is written <c>"NaN"</c>.</param>
public sealed record TrialReportInfo([property: JsonRequired] long Step, [property: JsonRequired] double Value);
