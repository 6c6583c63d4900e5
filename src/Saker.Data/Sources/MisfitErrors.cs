using System.Globalization;
using Saker.Data.Checks;

namespace Saker.Data.Sources;

/// <summary>Says which declared columns are missing and which cells do not fit.</summary>
internal static class MisfitErrors
{
    private const int MaxTold = 20;

    /// <exception cref="SakerException">A declared column is missing, or a cell does not fit and may not.</exception>
    public static void ThrowIfUnfit(DataSource source, OpenedSource opened, CancellationToken cancellationToken)
    {
        var target = opened.Target;
        if (source.Misfits == MisfitPolicy.Quarantine && string.IsNullOrWhiteSpace(source.QuarantineFile))
            throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: rows are to be set aside; name the file for them (quarantine).", "quarantine");
        var missing = source.Columns.Keys.Where(name => !target.Schema.Contains(name)).ToArray();
        var misfits = source.Misfits == MisfitPolicy.Fail ? target.MisfitCount : 0;
        if (missing.Length == 0 && misfits == 0)
            return;
        var names = string.Join(", ", target.Schema.Select(column => column.Name));
        var problems = missing.Select(name => new Problem(name, $"the column is declared and missing; the columns are {names}.")).ToList();
        if (misfits > 0)
            problems.AddRange(MisfitReader.Read(target, source.Columns, opened.Connection, cancellationToken).Take(MaxTold).Select(misfit => new Problem(misfit.Column, misfit.Complaint, misfit.Row)));
        var rest = misfits > MaxTold ? FormattableString.Invariant($" The first {MaxTold} of {misfits} cells that do not fit are listed.") : "";
        throw new SakerException(ErrorKind.ChecksFailed, $"{source.Name}: the data do not fit the declared columns:{rest}", problems);
    }
}
