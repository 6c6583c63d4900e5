using System.Text.Json;
using Saker.Data;

namespace Saker.Server.Http.Rows;

/// <summary>
/// Fills one column from JSON values, checking each against what training saw. A wrong value becomes a problem and a
/// missing value, so that reading goes on and finds the rest.
/// </summary>
internal abstract class ColumnBuilder(InputColumn column, ProblemList problems)
{
    private ulong[]? _missing;

    public InputColumn Column => column;

    /// <summary>Whether booleans and the numbers 0 and 1 stand for each other, as tensor protocols have it.</summary>
    public bool ConvertsBooleans { get; init; }

    /// <summary>Rows read so far.</summary>
    public int Count { get; private set; }

    public static ColumnBuilder Create(InputColumn column, ProblemList problems, bool convertsBooleans = false) => column.Type switch
    {
        ColumnType.Boolean => new BooleanColumnBuilder(column, problems) { ConvertsBooleans = convertsBooleans },
        ColumnType.Int32 => new WholeNumberColumnBuilder<int>(column, problems) { ConvertsBooleans = convertsBooleans },
        ColumnType.Int64 => new WholeNumberColumnBuilder<long>(column, problems) { ConvertsBooleans = convertsBooleans },
        ColumnType.Float32 => new NumberColumnBuilder<float>(column, problems) { ConvertsBooleans = convertsBooleans },
        ColumnType.Float64 => new NumberColumnBuilder<double>(column, problems) { ConvertsBooleans = convertsBooleans },
        ColumnType.Date => new DateColumnBuilder(column, problems),
        ColumnType.Timestamp => new TimestampColumnBuilder(column, problems),
        _ => new TextColumnBuilder(column, problems),
    };

    /// <summary>Reads the value the reader stands on as the next row.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            AddMissing();
        else
            ReadValue(ref reader);
        Count++;
    }

    /// <summary>The next row has no such field, or is no row at all and was reported as such.</summary>
    public void SkipRow(bool report)
    {
        if (report)
            Fault($"is missing; give {column.Expected}.");
        else
            StoreMissing();
        Count++;
    }

    /// <summary>The next row's value is wrong in a way that is not about this column's type.</summary>
    public void Reject(string message)
    {
        Fault(message);
        Count++;
    }

    public Column Build() => Build(_missing is null ? Validity.All : Present(_missing));

    protected abstract void ReadValue(ref Utf8JsonReader reader);

    protected abstract Column Build(Validity validity);

    /// <summary>Makes room for row <see cref="Count"/> and stores what stands for a missing value there.</summary>
    protected abstract void StoreMissing();

    /// <summary>A value that counts as missing: allowed where training saw missing values.</summary>
    protected void AddMissing()
    {
        if (!column.Nullable)
        {
            Fault($"is missing (null), but training never saw a missing value here; give {column.Expected}.");
            return;
        }
        SetMissing();
        StoreMissing();
    }

    protected void Fault(ref Utf8JsonReader reader) => Fault($"is {JsonTexts.Quote(ref reader)}; give {column.Expected}.", ref reader);

    protected void Fault(string message, ref Utf8JsonReader reader)
    {
        Fault(message);
        reader.Skip();
    }

    private void Fault(string message)
    {
        problems.Add(Count, column.Name, message);
        StoreMissing();
    }

    private void SetMissing()
    {
        var word = Count >> 6;
        if (_missing is null || word >= _missing.Length)
            Array.Resize(ref _missing, Math.Max(word + 1, (_missing?.Length ?? 0) * 2));
        _missing[word] |= 1UL << (Count & 63);
    }

    private Validity Present(ulong[] missing)
    {
        var words = new ulong[(Count + 63) / 64];
        for (var i = 0; i < words.Length; i++)
            words[i] = i < missing.Length ? ~missing[i] : ulong.MaxValue;
        return new Validity(words);
    }
}
