<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class RevenueController extends Controller
{
    public function index(Request $request)
    {
        $this->authorize('view-revenue');
        $year = (int) $request->query('year', date('Y'));

        return DB::table('bookings')
            ->selectRaw('month, sum(cents) as cents')
            ->where('year', $year)
            ->groupBy('month')
            ->orderBy('month')
            ->get();
    }
}
