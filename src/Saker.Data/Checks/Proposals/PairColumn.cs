namespace Saker.Data.Checks.Proposals;

/// <summary>A column beside others, row by row: a number (NaN where there is none) and the number of its value among the different ones (-1 where missing).</summary>
internal sealed class PairColumn
{
    public PairColumn(SampleColumn column, IReadOnlyList<int> rows)
    {
        Column = column;
        Numbers = new double[rows.Count];
        Codes = new int[rows.Count];
        var codes = new Dictionary<object, int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var at = Array.BinarySearch(column.Rows, rows[i]);
            Numbers[i] = at < 0 || column.IsText ? double.NaN : column.Numbers[at];
            if (at < 0)
            {
                Codes[i] = -1;
                continue;
            }
            object value = column.IsText ? column.Texts[at] : column.Numbers[at];
            if (!codes.TryGetValue(value, out var code))
                codes[value] = code = codes.Count;
            Codes[i] = code;
        }
        DistinctCount = codes.Count;
        PresentCount = Codes.Count(code => code >= 0);
    }

    public SampleColumn Column { get; }

    public double[] Numbers { get; }

    public int[] Codes { get; }

    public int DistinctCount { get; }

    public int PresentCount { get; }
}
