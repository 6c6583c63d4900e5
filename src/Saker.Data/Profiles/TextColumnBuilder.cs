using System.Buffers;
using System.Text;
using Saker.Data.Engine;

namespace Saker.Data.Profiles;

/// <summary>Gathers texts into blocks of one size, wherever batches begin and end.</summary>
internal sealed class TextColumnBuilder(string name) : ColumnProfileBuilder(name, ColumnType.Text)
{
    private readonly TextBlock _block = new();
    private readonly TextMemo _memo = new();
    private readonly TextState _state = new();

    public override void Add(Column column)
    {
        Count += column.Length;
        var texts = ((Column<string>)column).Values.Span;
        var buffer = ArrayPool<byte>.Shared.Rent(1_024);
        for (var i = 0; i < texts.Length; i++)
        {
            if (column.IsNull(i))
            {
                NullCount++;
                continue;
            }
            if (_memo.Find(texts[i]) is >= 0 and var entry)
            {
                _block.AddAgain(entry);
                AbsorbIfFull();
                continue;
            }
            if (texts[i].Length > buffer.Length / 3)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(texts[i].Length));
            }
            _memo.Keep(texts[i], _block.Add(buffer.AsSpan(0, Encoding.UTF8.GetBytes(texts[i], buffer))));
            AbsorbIfFull();
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    public override void Add(EngineVector vector)
    {
        Count += vector.Rows;
        var validity = vector.ValidityWords;
        for (var i = 0; i < vector.Rows; i++)
        {
            if (!validity.IsEmpty && (validity[i >> 6] >> (i & 63) & 1) == 0)
                NullCount++;
            else
                Take(vector.Text(i));
        }
    }

    public override void Add(ColumnProfile part)
    {
        base.Add(part);
        _state.Merge(part.Distinct, part.Texts!, part.Count == part.NullCount);
    }

    public override ColumnProfile Build()
    {
        var state = _state.Clone();
        state.Absorb(_block);
        return new ColumnProfile(Name, Type, Count, NullCount, state.Distinct, null, state.Build());
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        _block.Add(text);
        AbsorbIfFull();
    }

    private void AbsorbIfFull()
    {
        if (!_block.IsFull)
            return;
        _state.Absorb(_block);
        _block.Clear();
        _memo.Clear();
    }
}
