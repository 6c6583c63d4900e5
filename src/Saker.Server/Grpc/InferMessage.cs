using System.Text.Unicode;
using Saker.OpenInference.Wire;

namespace Saker.Server.Grpc;

/// <summary>
/// Where the parts of a <c>ModelInferRequest</c> lie in its bytes: they may come in any order, and the model must be known
/// before tensors are read. Used again and again by one reader at a time.
/// </summary>
internal sealed class InferMessage
{
    // Lists beyond this are let go, so that one odd request is not kept for ever.
    private const int MaxKept = 4096;

    private readonly List<WireSlice> _inputs = [];
    private readonly List<WireSlice> _outputs = [];
    private readonly List<WireSlice> _raw = [];
    private readonly List<WireSlice> _parameters = [];

    public WireSlice ModelName { get; private set; }

    public WireSlice ModelVersion { get; private set; }

    public WireSlice Id { get; private set; }

    public IReadOnlyList<WireSlice> Inputs => _inputs;

    public IReadOnlyList<WireSlice> Outputs => _outputs;

    public IReadOnlyList<WireSlice> RawContents => _raw;

    public IReadOnlyList<WireSlice> Parameters => _parameters;

    /// <exception cref="WireException">The bytes are no such message.</exception>
    public void Scan(ReadOnlySpan<byte> message)
    {
        Clear();
        var reader = new WireReader(message);
        while (reader.TryReadTag())
        {
            if (reader.Type != WireType.Length)
            {
                reader.Skip();
                continue;
            }
            var slice = reader.ReadSlice();
            switch (reader.Field)
            {
                case 1: ModelName = Text(message, slice, "model_name"); break;
                case 2: ModelVersion = Text(message, slice, "model_version"); break;
                case 3: Id = Text(message, slice, "id"); break;
                case 4: _parameters.Add(slice); break;
                case 5: _inputs.Add(slice); break;
                case 6: _outputs.Add(slice); break;
                case 7: _raw.Add(slice); break;
            }
        }
    }

    private void Clear()
    {
        (ModelName, ModelVersion, Id) = (default, default, default);
        foreach (var list in (ReadOnlySpan<List<WireSlice>>)[_inputs, _outputs, _raw, _parameters])
        {
            list.Clear();
            if (list.Capacity > MaxKept)
                list.Capacity = 0;
        }
    }

    private static WireSlice Text(ReadOnlySpan<byte> message, WireSlice slice, string field) =>
        Utf8.IsValid(slice.Of(message)) ? slice : throw new WireException($"The field {field} is no UTF-8 text.");
}
