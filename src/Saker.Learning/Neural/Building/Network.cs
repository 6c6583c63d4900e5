using Saker.Onnx;

namespace Saker.Learning.Neural.Building;

/// <summary>A network that was built: plain ONNX with initial weights, and what training needs to know of it.</summary>
/// <param name="Model">The model; the first extent of all inputs and outputs is free and counts rows.</param>
/// <param name="Parameters">Names of the stored values to train, in the order of the layers.</param>
/// <param name="Undecayed">Those of them that weight decay leaves alone: shifts, and factors of normalisations.</param>
/// <param name="Penalties">Outputs whose means belong to the loss, each with its weight; empty for most networks.</param>
public sealed record Network(OnnxModel Model, IReadOnlyList<string> Parameters, IReadOnlyList<string> Undecayed, IReadOnlyDictionary<string, float> Penalties);
