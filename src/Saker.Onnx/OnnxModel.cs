using Google.Protobuf;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Validation;
using Saker.Onnx.Wire;

namespace Saker.Onnx;

/// <summary>An ONNX model: a graph with its operator sets and metadata. What it was read from is kept, also what is unknown here.</summary>
public sealed class OnnxModel
{
    private OnnxGraph? _graph;

    internal OnnxModel(ModelProto proto) => Proto = proto;

    /// <summary>Nodes and constants.</summary>
    public OnnxGraph Graph => _graph ??= new OnnxGraph(Proto.Graph);

    /// <summary>The operator sets that nodes draw on.</summary>
    public IReadOnlyList<OperatorSet> OperatorSets => [.. Proto.OpsetImport.Select(set => new OperatorSet(OperatorDomains.Normalise(set.Domain), set.Version))];

    /// <summary>Properties stored in the model; of two with one key the last.</summary>
    public IReadOnlyDictionary<string, string> Metadata
    {
        get
        {
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in Proto.MetadataProps)
                metadata[entry.Key] = entry.Value;
            return metadata;
        }
    }

    /// <summary>What made the model, as it says itself.</summary>
    public string Producer => Proto.ProducerName;

    /// <summary>The version of the file format.</summary>
    public long IrVersion => Proto.IrVersion;

    /// <summary>The tensors to feed; initialisers that old models also list as inputs are left out.</summary>
    public IReadOnlyList<TensorSpec> Inputs
    {
        get
        {
            var constants = Proto.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
            return [.. Proto.Graph.Input.Where(input => !constants.Contains(input.Name)).Select(WireTypes.Spec).OfType<TensorSpec>()];
        }
    }

    /// <summary>The inputs of the graph that have a value in the file, which every run takes: initialisers that are listed as inputs too, by name.</summary>
    public IReadOnlyList<string> FixedInputs => [.. Proto.Graph.Input.Select(input => input.Name).Intersect(Proto.Graph.Initializer.Select(tensor => tensor.Name), StringComparer.Ordinal)];

    public IReadOnlyList<TensorSpec> Outputs => [.. Proto.Graph.Output.Select(WireTypes.Spec).OfType<TensorSpec>()];

    internal ModelProto Proto { get; }

    public byte[] ToBytes() => Proto.ToByteArray();

    /// <summary>Writes the model to a file; a file of that name is replaced at once, and never half.</summary>
    /// <exception cref="OnnxException">The file cannot be written.</exception>
    public void Save(string path) => ModelFile.Write(path, ToBytes());

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="OnnxException">The file cannot be read, is too large, or is no ONNX model that holds all its data.</exception>
    public static OnnxModel Load(string path, ModelLimits? limits = null)
    {
        limits ??= ModelLimits.Default;
        return Parse(ModelFile.Read(path, limits), limits);
    }

    /// <summary>Reads a model. Its structure is not looked at: see <see cref="Validate"/>.</summary>
    /// <exception cref="OnnxException">The bytes are too many, or no ONNX model, or the model keeps data in other files.</exception>
    public static OnnxModel Parse(ReadOnlySpan<byte> bytes, ModelLimits? limits = null)
    {
        limits ??= ModelLimits.Default;
        if (bytes.Length > limits.MaxBytes)
            throw new OnnxException($"The model has {bytes.Length} bytes; at most {limits.MaxBytes} are allowed.");
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new OnnxException($"The file is not an ONNX model: {exception.Message}", exception);
        }
        if (proto.Graph is null)
            throw new OnnxException("The file holds no graph: it is not an ONNX model.");
        foreach (var (tensor, what) in ModelWalk.Tensors(proto))
            if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
                throw new OnnxException($"{what} {TensorReader.FindProblem(tensor)}.");
        return new OnnxModel(proto);
    }

    /// <summary>
    /// The part of the model that gives the named values, whether or not they were outputs; its inputs are those of the model that they need,
    /// and their types and shapes are left for the engine to find.
    /// </summary>
    /// <exception cref="OnnxException">No node gives one of them.</exception>
    public OnnxModel Cut(IReadOnlyList<string> values) => new(GraphCut.Of(Proto, values));

    /// <summary>Everything that is wrong with the model's structure: empty when it is sound.</summary>
    public IReadOnlyList<ModelProblem> FindProblems() => new ModelValidator(Proto).Find();

    /// <summary>Looks at the structure: values that nothing gives or that are given twice, order, circles, outputs, domains, tensors.</summary>
    /// <exception cref="OnnxException">The model is not sound; <see cref="OnnxException.Problems"/> has every problem.</exception>
    public void Validate()
    {
        if (FindProblems() is { Count: > 0 } problems)
            throw new OnnxException(problems);
    }
}
