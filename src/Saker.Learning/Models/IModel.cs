using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>A fitted model: typed rows in, predictions out. Thread-safe; batch in, batch out.</summary>
public interface IModel
{
    Signature Signature { get; }

    /// <summary>Predicts every row, in order.</summary>
    /// <param name="rows">Has every input column of the signature, of its type; further columns are ignored.</param>
    /// <param name="cancellationToken">Cancels the prediction.</param>
    /// <returns>A table of the signature's outputs with as many rows.</returns>
    ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken);
}
