using Saker.Data;

namespace Saker.Platform.Serving;

/// <summary>An endpoint's answer and which version gave it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Outputs">The outputs of the model's signature, a row for every row asked.</param>
public sealed record Prediction(string Model, int Version, Table Outputs);
