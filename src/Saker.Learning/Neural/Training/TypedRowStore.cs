using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>Room for examples whose elements are of one type.</summary>
internal sealed class TypedRowStore<T> : RowStore
    where T : unmanaged
{
    private readonly T[] _values;
    private readonly int _width;
    private readonly Func<ExampleSet, Tensor?> _find;
    private readonly string _name;

    public TypedRowStore(Tensor like, Func<ExampleSet, Tensor?> find, string name, int capacity)
    {
        (_find, _name, _width) = (find, name, ExampleSet.Width(like));
        if ((long)capacity * _width > Array.MaxLength)
            throw new SakerException(ErrorKind.InvalidInput, $"{capacity} examples of '{name}' do not fit into memory at once; a buffer for {Array.MaxLength / _width} at most would.", "shuffleBuffer");
        _values = new T[capacity * _width];
        Tensor = Tensor.Of(_values, [capacity, .. like.Shape.Skip(1)]);
    }

    public override Tensor Tensor { get; }

    public override void Copy(ExampleSet from, int row, int place)
    {
        if (_find(from) is not { } tensor || tensor.Type != Tensor.Type || ExampleSet.Width(tensor) != _width)
            throw new SakerException(ErrorKind.InvalidInput, $"A chunk of the stream has another '{_name}' than the first: every chunk must hold {Tensor.Type} of [{string.Join(", ", ["examples", .. Tensor.Shape.Skip(1).Select(extent => $"{extent}")])}].", _name);
        tensor.Span<T>().Slice(row * _width, _width).CopyTo(_values.AsSpan(place * _width, _width));
    }
}
