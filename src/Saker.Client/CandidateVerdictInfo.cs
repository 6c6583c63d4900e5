using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>What gates said of files that are no version yet. It becomes the verdict of the version that is registered with them.</summary>
/// <param name="Passed">Whether every gate was passed; one that could not be measured was not.</param>
/// <param name="Failed">The names of the gates that were not passed.</param>
/// <param name="Hash">SHA-256 of the model folder.</param>
/// <param name="Suite">SHA-256 of what was asked: equal for equal gates.</param>
/// <param name="Report">The whole report.</param>
public sealed record CandidateVerdictInfo(bool Passed, IReadOnlyList<string> Failed, string Hash, string Suite, JsonObject? Report);
