using System.Text;

namespace Saker.Onnx.Plans;

/// <summary>A plan under construction: its values by the names that the graph gives them.</summary>
internal sealed class PlanDraft
{
    // Wider matrices are not where calling operators costs most.
    private const int MaxWidth = 4096;

    private readonly Dictionary<string, PlanValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deep = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _places = [];

    /// <summary>What memories hold.</summary>
    public List<PlanSlot> Slots { get; } = [];

    public List<PlanStep> Steps { get; } = [];

    /// <summary>A constant of the graph.</summary>
    public void SetConstant(string name, Tensor tensor) => _constants[name] = tensor;

    /// <summary>Another name for a value.</summary>
    public void Set(string name, PlanValue value) => _values[name] = value;

    /// <summary>A value with an extent of 1 between rows and columns, which only a reshaping may take.</summary>
    public void SetDeep(string name, PlanValue value)
    {
        _deep.Add(name);
        _values[name] = value;
    }

    /// <summary>A new value of each row.</summary>
    public PlanValue New(ElementType type, int width)
    {
        if (type is not (ElementType.Float32 or ElementType.Float64 or ElementType.Int64 or ElementType.Boolean or ElementType.Text))
            throw new PlanException($"works with {type}");
        if (width is < 1 or > MaxWidth)
            throw new PlanException($"has {width} columns");
        Slots.Add(new PlanSlot(type, width, null));
        return new PlanValue(Slots.Count - 1, type, width, IsConstant: false);
    }

    /// <summary>A value of each row, or a constant row.</summary>
    public PlanValue Operand(string name)
    {
        if (_values.TryGetValue(name, out var value))
            return _deep.Contains(name) ? throw new PlanException("takes what has more than rows and columns") : value;
        var tensor = Constant(name);
        if (tensor.Shape is not ([] or [_] or [1, _]) || tensor.Count is 0 or > MaxWidth)
            throw new PlanException($"takes a constant of shape [{string.Join(", ", tensor.Shape)}]");
        Slots.Add(new PlanSlot(tensor.Type, tensor.Count, tensor.Data is string[] texts ? Bytes(texts) : tensor.Data));
        value = new PlanValue(Slots.Count - 1, tensor.Type, tensor.Count, IsConstant: true);
        _values[name] = value;
        return value;
    }

    /// <summary>A value of each row.</summary>
    public PlanValue Rows(string name, params ReadOnlySpan<ElementType> types)
    {
        var value = Operand(name);
        if (value.IsConstant)
            throw new PlanException("takes a constant where rows are usual");
        if (!types.IsEmpty && !types.Contains(value.Type))
            throw new PlanException($"takes {value.Type}");
        return value;
    }

    /// <summary>A value of each row, whatever its extents.</summary>
    public PlanValue AnyRows(string name) => _values.TryGetValue(name, out var value) && !value.IsConstant ? value : throw new PlanException("takes a constant where rows are usual");

    /// <summary>Whether a name is that of a constant.</summary>
    public bool IsConstant(string name) => _constants.ContainsKey(name);

    /// <summary>Says that a value holds places in a list of so many.</summary>
    public void SetPlaces(PlanValue value, int count) => _places[value.Slot] = count;

    /// <summary>Whether what a value holds are places in a list of so many.</summary>
    public bool ArePlacesIn(PlanValue value, int count) => _places.TryGetValue(value.Slot, out var known) && known <= count;

    /// <summary>A constant of the graph.</summary>
    public Tensor Constant(string name) => _constants.TryGetValue(name, out var tensor) ? tensor : throw new PlanException("takes a computed value where a constant is usual");

    /// <summary>Texts as values hold them.</summary>
    /// <exception cref="PlanException">One has a replacement character, as what is no UTF-8 was read: the engine has its bytes.</exception>
    public static ReadOnlyMemory<byte>[] Bytes(IEnumerable<string> texts) => [.. texts.Select(text => new ReadOnlyMemory<byte>(Utf8(text)))];

    /// <inheritdoc cref="Bytes"/>
    public static byte[] Utf8(string text) => text.Contains('\uFFFD') ? throw new PlanException("has texts that are no UTF-8") : Encoding.UTF8.GetBytes(text);

    /// <summary>The columns of two that meet element by element.</summary>
    public static int CommonWidth(params ReadOnlySpan<PlanValue> values)
    {
        var width = 1;
        var isConstant = true;
        foreach (var value in values)
        {
            if (value.Width != 1 && width != 1 && value.Width != width)
                throw new PlanException($"takes {width} and {value.Width} columns");
            width = Math.Max(width, value.Width);
            isConstant &= value.IsConstant;
        }
        return isConstant ? throw new PlanException("computes a constant") : width;
    }
}
