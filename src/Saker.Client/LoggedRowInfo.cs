using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>One sampled row of a request.</summary>
/// <param name="Row">Which one of the request's rows, counted from 0.</param>
/// <param name="Inputs">Values by column; null where one was missing.</param>
/// <param name="Outputs">What was answered; null where no output has one value a row.</param>
public sealed record LoggedRowInfo(int Row, JsonObject? Inputs, JsonObject? Outputs);
