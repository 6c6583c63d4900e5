using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;

namespace Saker.Server.Http.OpenInference;

/// <summary>One tensor that a model takes, with what reading it needs.</summary>
internal sealed class InferInput
{
    public InferInput(TensorSpec spec, SignatureColumn? column)
    {
        Name = spec.Name;
        Utf8Name = Encoding.UTF8.GetBytes(spec.Name);
        Type = spec.Type;
        Shape = [.. spec.Shape];
        // A column of the signature says what values mean; a tensor of it only repeats the graph, and less exactly.
        Datatype = column is null or { Shape: not null } || (column.Type == ColumnType.Text) != (spec.Type == ElementType.Text) ? Datatypes.Of(spec.Type) : Datatypes.Of(column.Type);
        IsColumn = Shape is [_] or [_, 1 or -1];
        WantedShape = $"[{string.Join(", ", Shape.Select((extent, at) => extent >= 0 ? extent.ToString(System.Globalization.CultureInfo.InvariantCulture) : at == 0 ? "N" : "any"))}]";
        Wanted = $"a tensor of {Datatype} with shape {WantedShape}";
    }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public ElementType Type { get; }

    /// <summary>Extents, outermost first; -1 where a request chooses.</summary>
    public long[] Shape { get; }

    /// <summary>What it is described as: the signature's column where there is one, else the graph's own type.</summary>
    public Datatype Datatype { get; }

    /// <summary>Whether [N] and [N, 1] stand for each other.</summary>
    public bool IsColumn { get; }

    public string WantedShape { get; }

    public string Wanted { get; }
}
