using System.Runtime.ExceptionServices;

namespace Saker.Learning.Selection;

/// <summary>Prepares a fold when the first candidate asks, and lets go of it when the last one is done.</summary>
internal sealed class FoldPreparation(Fold fold, int users, Func<Fold, CancellationToken, PreparedFold> prepare)
{
    private readonly Lock _lock = new();
    private PreparedFold? _prepared;
    private ExceptionDispatchInfo? _failure;
    private int _users = users;

    /// <summary>The prepared fold; other candidates wait while the first one prepares. A failed one is not tried again.</summary>
    public PreparedFold Get(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failure?.Throw();
            try
            {
                return _prepared ??= Prepare(cancellationToken);
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                throw;
            }
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            if (--_users == 0)
                _prepared = null;
        }
    }

    private PreparedFold Prepare(CancellationToken cancellationToken)
    {
        var prepared = prepare(fold, cancellationToken);
        if (prepared.Train.RowCount != fold.Train.Count || prepared.TrainTarget.Length != fold.Train.Count
            || prepared.Validation.RowCount != fold.Validation.Count || prepared.ValidationTarget.Length != fold.Validation.Count)
        {
            throw new InvalidOperationException($"Preparation of fold {fold.Index} must give {fold.Train.Count} training and {fold.Validation.Count} validation rows with their targets.");
        }
        return prepared;
    }
}
