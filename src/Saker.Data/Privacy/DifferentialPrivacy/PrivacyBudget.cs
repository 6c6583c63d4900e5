namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>
/// What may be told of one data set, over all answers that anybody ever gets: a durable file that refuses whoever would overspend it. Every answer
/// is written down before it is given, under a lock that holds among all processes of the machine. Thread-safe.
/// </summary>
public sealed class PrivacyBudget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _path;
    private readonly TimeProvider _time;

    private PrivacyBudget(string path, TimeProvider time) => (_path, _time) = (path, time);

    /// <summary>Makes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataset">What the budget is of.</param>
    /// <param name="epsilon">All that may be spent, above 0.</param>
    /// <param name="delta">At which delta; 0 allows only Laplace noise. It should be far below one over the number of people.</param>
    /// <param name="accounting">How answers are added up.</param>
    /// <param name="time">Dates the entries.</param>
    /// <exception cref="SakerException">A number is out of range, or there is a file already.</exception>
    public static PrivacyBudget Create(string path, string dataset, double epsilon, double delta, PrivacyAccounting accounting, TimeProvider time)
    {
        var problems = new ProblemList(10);
        if (!(epsilon > 0) || double.IsInfinity(epsilon))
            problems.Add(null, "epsilon", "it must be above 0; 1 is usual, beyond 10 it protects hardly anybody.");
        if (!(delta is >= 0 and < 1))
            problems.Add(null, "delta", "it must be 0 or more and below 1, and should be far below one over the number of people.");
        if (accounting == PrivacyAccounting.Concentrated && delta == 0)
            problems.Add(null, "delta", "concentrated accounting needs a delta above 0.");
        problems.ThrowIfAny("The budget cannot be made.");
        BudgetLedger.Create(path, dataset, epsilon, delta, accounting, time.GetUtcNow());
        return new PrivacyBudget(path, time);
    }

    /// <exception cref="SakerException">There is no such file. None is made: to begin anew would forget what was spent.</exception>
    public static PrivacyBudget Open(string path, TimeProvider time) => File.Exists(path)
        ? new PrivacyBudget(path, time)
        : throw new SakerException(ErrorKind.NotFound, $"There is no budget '{path}'; make one with 'saker data budget create', or restore it from a backup.", "budget");

    public async Task<BudgetState> GetStateAsync(CancellationToken cancellationToken)
    {
        using var held = await FileLock.TakeAsync(_path, Patience, _time, cancellationToken).ConfigureAwait(false);
        using var file = OpenFile(FileAccess.Read);
        var (head, spent, count, _) = BudgetLedger.Read(file);
        return new BudgetState(head.Dataset, head.Epsilon, head.Delta, PrivacyAccountant.Epsilon(spent, head.Delta, head.Accounting), count);
    }

    /// <summary>Holds a question to the data set that the budget is of.</summary>
    /// <exception cref="SakerException">It is of another one (conflict).</exception>
    internal async Task RequireOfAsync(string dataset, CancellationToken cancellationToken)
    {
        var state = await GetStateAsync(cancellationToken).ConfigureAwait(false);
        if (!string.Equals(state.Dataset, dataset, StringComparison.Ordinal))
            throw new SakerException(ErrorKind.Conflict, $"The budget '{_path}' is of '{state.Dataset}', not of '{dataset}'. If these are rows of it, say so: --dataset {state.Dataset}.", "dataset");
    }

    /// <summary>Writes an answer down. Only after this may it be given.</summary>
    /// <param name="what">What was asked, for people who read the file.</param>
    /// <param name="cost">What the answer tells.</param>
    /// <param name="cancellationToken">Stops waiting; when the entry is written it stays.</param>
    /// <returns>How much is spent now.</returns>
    /// <exception cref="SakerException">It would be more than the budget (<see cref="ErrorKind.LimitExceeded"/>); nothing is written then. Or the file is damaged.</exception>
    public async Task<BudgetState> SpendAsync(string what, PrivacyCost cost, CancellationToken cancellationToken)
    {
        using var held = await FileLock.TakeAsync(_path, Patience, _time, cancellationToken).ConfigureAwait(false);
        using var file = OpenFile(FileAccess.ReadWrite);
        var (head, spent, count, length) = BudgetLedger.Read(file);
        var (before, after) = (PrivacyAccountant.Epsilon(spent, head.Delta, head.Accounting), PrivacyAccountant.Epsilon(spent + cost, head.Delta, head.Accounting));
        // What rounding adds when tenths are summed is no overspending.
        if (!(after <= head.Epsilon * (1 + 1e-9)))
            throw new SakerException(ErrorKind.LimitExceeded, Refusal(head, before, after), "epsilon");
        BudgetLedger.Append(file, length, what, cost, _time.GetUtcNow());
        return new BudgetState(head.Dataset, head.Epsilon, head.Delta, after, count + 1);
    }

    private static string Refusal(BudgetLedger.Head head, double before, double after) => double.IsInfinity(after)
        ? FormattableString.Invariant($"The budget of '{head.Dataset}' has delta {head.Delta}, and the answers together would need more. Ask with Laplace noise (no delta), or with a smaller delta.")
        : FormattableString.Invariant($"The budget of '{head.Dataset}' is epsilon {head.Epsilon} (delta {head.Delta}). {before:0.####} is spent, and with this answer it would be {after:0.####}. Ask with a smaller epsilon, or not at all.");

    private FileStream OpenFile(FileAccess access)
    {
        try
        {
            return new FileStream(_path, FileMode.Open, access, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.Unavailable, $"The budget '{_path}' cannot be opened: {e.Message}", "budget", e);
        }
    }
}
