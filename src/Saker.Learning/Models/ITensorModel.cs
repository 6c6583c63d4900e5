using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Learning.Models;

/// <summary>A model in the form in which it is served: tensors in, tensors out. Thread-safe; dispose it when its runners are disposed.</summary>
public interface ITensorModel
{
    /// <summary>What it takes, in the order of <see cref="TensorSet.Inputs"/>; -1 is an extent that requests choose.</summary>
    IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>Inputs of its graph that have their value in the file, by name: requests cannot give them.</summary>
    IReadOnlyList<string> FixedInputs => [];

    /// <summary>What it gives, in the order of <see cref="TensorSet.Outputs"/>. Where the file says nothing of a shape, it reads as one without extents.</summary>
    IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>Whether the first extent of everything counts rows, so that requests can share a run.</summary>
    bool TakesRows { get; }

    /// <summary>What kind of model it is, as Open Inference says it, such as <c>onnx_onnxv1</c>.</summary>
    string Platform { get; }

    /// <summary>Why its rows run through an engine, as a sentence; null where a plan runs them one after the other, so that rows in company cost as much as alone.</summary>
    string? WhyNoRowPlan => "It is no graph of rows.";

    /// <summary>Why a row's answer may depend on the rows beside it, as the end of a sentence; null where the model surely keeps them apart, or where that can only be tried.</summary>
    string? WhyRowsMayMix => null;

    /// <param name="rowCapacity">The rows of a usual run; larger requests run too.</param>
    IBatchRunner NewRunner(int rowCapacity);
}
