using System.Collections.Frozen;
using System.Text;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Guarding;

/// <summary>Checks texts: missing ones, and those that training did not see. They are looked up as UTF-8, without making strings.</summary>
internal sealed class TextCheck : InputCheck
{
    private readonly FrozenSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>>? _categories;
    private readonly bool _checksMissing;

    public TextCheck(int input, SignatureColumn column, GuardSettings settings)
        : base(input, column, settings)
    {
        if (settings.UnseenCategory != GuardPolicy.Allow && column.Categories is { } categories)
            _categories = categories.Select(Encoding.UTF8.GetBytes).ToFrozenSet(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();
        _checksMissing = !column.Nullable && settings.MissingValue != GuardPolicy.Allow;
    }

    public override void Check(TensorBuffer input, GuardReport report)
    {
        if (!_checksMissing && _categories is null)
            return;
        for (var i = 0; i < input.Count; i++)
        {
            var text = input.Text(i);
            if (text.Length == 0)
            {
                if (_checksMissing)
                    Tell(Settings.MissingValue, InputMessages.MissingText, "the model takes it as missing", RowOf(input, i), report);
            }
            else if (_categories is { } known && !known.Contains(text))
            {
                var unseen = Encoding.UTF8.GetString(text);
                Tell(Settings.UnseenCategory, InputMessages.Unseen(unseen, Column), "it was taken as missing", RowOf(input, i), report);
                if (Settings.UnseenCategory == GuardPolicy.Clip)
                {
                    report.Keep(new MendedValue(Input, i, 0, unseen));
                    input.SetText(i, default);
                }
            }
        }
    }
}
